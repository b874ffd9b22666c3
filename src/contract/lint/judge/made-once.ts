/**
 * Makes a value when it is first asked for, and keeps it. For what is the same in every run and takes long to make: a validator of a
 * published schema is compiled in about 0.1 s.
 */
export function madeOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
