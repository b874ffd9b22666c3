import { Fault } from '../../fault.ts'

const ENCODINGS: readonly { readonly name: string; readonly starts: readonly (number | null)[] }[] = [
  { name: 'UTF-32', starts: [0xff, 0xfe, 0, 0] },
  { name: 'UTF-32', starts: [0, 0, 0xfe, 0xff] },
  { name: 'UTF-16', starts: [0xff, 0xfe] },
  { name: 'UTF-16', starts: [0xfe, 0xff] },
  // Without a mark, the first character is ASCII in any YAML or JSON document that matters here.
  { name: 'UTF-32', starts: [null, 0, 0, 0] },
  { name: 'UTF-32', starts: [0, 0, 0, null] },
  { name: 'UTF-16', starts: [null, 0] },
  { name: 'UTF-16', starts: [0, null] },
]

/** Decodes UTF-8, with or without a byte order mark. Throws a Fault that names the file and, if possible, its encoding. */
export function toText(bytes: Uint8Array, file: string): string {
  const other = ENCODINGS.find(({ starts }) =>
    starts.every((byte, index) => (byte === null ? (bytes[index] ?? 0) > 0 : bytes[index] === byte)),
  )
  if (other) throw new Fault(`${file}: is encoded in ${other.name}`, 'Save it as UTF-8.')
  try {
    return decoded(bytes)
  } catch (error) {
    throw new Fault(`${file}:${lineOfBad(bytes)}: is not encoded in UTF-8`, 'Save it as UTF-8.', { cause: error })
  }
}

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

const LINE_FEED = 10

/** The 1-based line of the first byte that is not UTF-8, in which a line feed is part of no other character. */
function lineOfBad(bytes: Uint8Array): number {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from)
    const to = end < 0 ? bytes.length : end
    if (!isUtf8(bytes.subarray(from, to))) return line
    from = to + 1
  }
  return line
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoded(bytes)
    return true
  } catch {
    // The decoder says so by throwing.
    return false
  }
}
