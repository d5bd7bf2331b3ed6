/** Sets a parameter of an address; without a value, removes it. */
export function put({ searchParams }, name, value) {
  if (value) searchParams.set(name, value);
  else searchParams.delete(name);
}
