/** The most livechat rooms that a busy seed has. */
export const MAX_BUSY = 1_000_000

/** How many livechat rooms the name of a seed asks for, as `busy:1000` does; null: it is no such name. */
export function parseBusy(name: string): number | null {
  const digits = /^busy:(0|[1-9]\d{0,6})$/.exec(name)?.[1]
  const rooms = Number(digits ?? NaN)
  return rooms <= MAX_BUSY ? rooms : null
}
