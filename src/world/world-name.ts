/** What a world may be called, in the words of an error message. */
export const WORLD_NAME_RULE = 'up to 63 letters, digits and hyphens, with no hyphen at either end'

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The name of a world as it is kept, or null for what can be none. A name must serve as a host name's first part, so capitals
 * are the same as small letters.
 */
export function toWorldName(text: string): string | null {
  const name = text.toLowerCase()
  return NAME.test(name) ? name : null
}
