# link: enlaces desde otros programas
link-nobody = No hay nadie así
link-nobody-text = Ningún contacto tiene «{ $asked }». Puede que falte por traer, o que tenga otra dirección.
link-nothing-text = Este enlace no dice de quién: le falta un correo o un teléfono.
link-trap = Aquí no hay nada.
link-search = Buscar en contactos
link-several = Hay varios
link-several-text = Varios contactos tienen «{ $asked }». Si son la misma persona, ábrela y únela.
