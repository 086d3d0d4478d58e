//! Which addresses are of the open internet: by the registries of special-purpose addresses that IANA
//! keeps (RFC 6890, at iana.org/assignments/iana-ipv4-special-registry and
//! iana-ipv6-special-registry), and the few that clouds answer at for themselves.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Blocks of IPv4 that are not of the open internet: an address and how many of its bits count.
const KEPT_V4: [([u8; 4], u32); 18] = [
    // This host, and everything that is written as 0.
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    // Between a provider and its customers; Alibaba's metadata among them.
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    // Link-local; the metadata of most clouds among them.
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    // Of the protocols themselves; Oracle's metadata among them.
    ([192, 0, 0, 0], 24),
    // Documentation, three blocks.
    ([192, 0, 2, 0], 24),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Where name servers send questions about private addresses.
    ([192, 31, 196, 0], 24),
    ([192, 175, 48, 0], 24),
    // Multicast relays, and those of 6to4.
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    // Benchmarks.
    ([198, 18, 0, 0], 15),
    // The machine that hosts, on Azure; it answers there alone.
    ([168, 63, 129, 16], 32),
    // Multicast, what is reserved, and the broadcast.
    ([224, 0, 0, 0], 3),
];

/// Blocks of IPv6 within those that are given out (`2000::/3`) that are not of the open internet.
const KEPT_V6: [([u16; 2], u32); 4] = [
    // Of the protocols themselves: Teredo, benchmarks and ORCHID among them.
    ([0x2001, 0], 23),
    // Documentation, two blocks.
    ([0x2001, 0x0db8], 32),
    ([0x3fff, 0], 20),
    // 6to4, which holds an address of IPv4.
    ([0x2002, 0], 16),
];

/// Where networks without IPv4 reach it (RFC 6052): the last 32 bits are the address.
const NAT64: [u16; 6] = [0x64, 0xff9b, 0, 0, 0, 0];

/// Whether an address is one of the open internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    let is_in = |(block, length): &([u8; 4], u32)| {
        let shift = u32::BITS - length;
        bits >> shift == Ipv4Addr::from(*block).to_bits() >> shift
    };
    !KEPT_V4.iter().any(is_in)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    if let Some([high, low]) = segments.strip_prefix(&NAT64) {
        return is_public_v4(Ipv4Addr::from_bits(u32::from(*high) << 16 | u32::from(*low)));
    }
    let [first, second, ..] = segments;
    let bits = u32::from(first) << 16 | u32::from(second);
    let is_in = |([first, second], length): &([u16; 2], u32)| {
        let shift = u32::BITS - length;
        bits >> shift == (u32::from(*first) << 16 | u32::from(*second)) >> shift
    };
    // Whatever lies outside is loopback, private, link-local, mapped, multicast or not given out.
    first >> 13 == 1 && !KEPT_V6.iter().any(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_of_the_open_internet_is_not() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.170",
            "192.0.0.192",
            "192.0.2.1",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "192.175.48.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.254",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:127.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::1",
            "64:ff9b:1::8.8.8.8",
            "64:ff9b:0:1::8.8.8.8",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "3fff:fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd00::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_lies_right_beside_is() {
        for text in [
            "1.0.0.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "168.63.129.15",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.0.3.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "203.0.112.255",
            "223.255.255.255",
            "2000::1",
            "2001:200::1",
            "2001:db7::1",
            "2001:db9::1",
            "2003::1",
            "2a00:1450::1",
            "2606:4700::1111",
            "3ffe::1",
            "3fff:1000::1",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }
}
