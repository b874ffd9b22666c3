/** What a world may be called, in the words of an error message. */
export const WORLD_NAME_RULE = 'up to 63 letters, digits and hyphens, with no hyphen at either end'

// Judged as given: some letters of other alphabets become ASCII in lower case (K, the sign for kelvin).
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/**
 * The name of a world as it is kept, or null for what can be none. A name must serve as a host name's first part, so capitals
 * are the same as small letters.
 */
export const toWorldName = (text: string): string | null => (NAME.test(text) ? text.toLowerCase() : null)
