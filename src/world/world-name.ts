/** The rule for names, for error messages. */
export const WORLD_NAME_RULE = 'up to 63 letters, digits and hyphens, with no hyphen at either end'

// Checked before lower-casing, which turns some other letters into ASCII (K, the kelvin sign).
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

/**
 * The canonical name of a world, or null if it is invalid. A name must be usable as the first label of a host name, so it is
 * case-insensitive.
 */
export const toWorldName = (text: string): string | null => (NAME.test(text) ? text.toLowerCase() : null)
