const FORMS: ReadonlyMap<string, (value: string) => string> = new Map([
  ['upper-case', (value: string) => value.toUpperCase()],
  ['without-hyphens', (value: string) => value.replaceAll('-', '')],
  ['blank-behind', (value: string) => `${value} `],
])

/** The forms in which a call may send a value, after its name: `$code.upper-case`. */
export const VALUE_FORMS: readonly string[] = [...FORMS.keys()]

/**
 * The value of a name, which may end in a form. Undefined if there is none, and for a form that is the value itself: a call with
 * it would not be another one.
 */
export function valueNamed(name: string, values: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(values, name)) return values[name]
  const [, of = '', form = ''] = /^(.+)\.([\w-]+)$/.exec(name) ?? []
  const value = Object.hasOwn(values, of) ? values[of] : undefined
  const formed = value === undefined ? undefined : FORMS.get(form)?.(value)
  return formed === value ? undefined : formed
}
