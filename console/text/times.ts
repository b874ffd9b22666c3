/** `10:30:05.120`, of an instant in ISO 8601. */
export const clockText = (iso: string): string => iso.slice(11, 23)

/** `2026-03-03 10:30:05`, of an instant in ISO 8601. */
export const dateText = (iso: string): string => iso.slice(0, 19).replace('T', ' ')

/** `5 s`, `1 min 5 s`, of milliseconds. */
export function spanText(ms: number): string {
  const tenths = Math.round(ms / 100)
  const [minutes, seconds] = [Math.floor(tenths / 600), (tenths % 600) / 10]
  return minutes === 0 ? `${seconds} s` : seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`
}

/** `1 call`, `2 calls`. */
export const counted = (count: number, word: string): string =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
