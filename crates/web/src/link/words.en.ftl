# link: links from other programs
link-nobody = There is nobody like that
link-nobody-text = No contact has "{ $asked }". They may not have been brought in yet, or have another address.
link-nothing-text = This link does not say of whom: an address or a telephone is missing.
link-trap = There is nothing here.
link-search = Search contacts
link-several = There are several
link-several-text = Several contacts have "{ $asked }". If they are one person, open one and join them.
