# keys: messages of this area; one id, every locale.
