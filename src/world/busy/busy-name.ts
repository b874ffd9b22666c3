/** Maximum number of livechat rooms in a busy seed. */
export const MAX_BUSY = 1_000_000

/** The number of livechat rooms in a name such as `busy:1000`; null for any other name. */
export function parseBusy(name: string): number | null {
  const digits = /^busy:(0|[1-9]\d{0,6})$/.exec(name)?.[1]
  const rooms = Number(digits ?? NaN)
  return rooms <= MAX_BUSY ? rooms : null
}
