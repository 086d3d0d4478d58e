//! The file of the house is its owner's alone: secrets lie in it in clear, and the folder may be one
//! that everybody may look into.

use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// Nobody but the owner reads or writes it.
const OWNER_ALONE: u32 = 0o600;

/// Makes a file where it is missing, and takes it and what lies beside it from everybody else.
/// SQLite gives the files that it makes the permissions of the first.
pub(super) fn keep(path: &Path) -> Result<(), StoreError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source: io::Error| StoreError::File { path, source }
    };
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(OWNER_ALONE).open(path).map_err(failed(path))?;
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let file = PathBuf::from(name);
        match fs::set_permissions(&file, Permissions::from_mode(OWNER_ALONE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(&file)(error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::House;

    #[test]
    fn nobody_else_reads_the_house_or_its_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("criba.db"), folder.path().join("copy.db"));
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let house = House::open(&path).unwrap();
        house.copy_to(&copy).unwrap();
        assert!(house.copy_to(&copy).is_err());
        for entry in fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, OWNER_ALONE, "{:?}", entry.path());
        }
    }
}
