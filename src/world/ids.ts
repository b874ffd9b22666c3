import type { IdKind } from '../domain/operation.ts'

const ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyz'
// Meteor's alphabet, without easily confused characters.
const UNMISTAKABLE = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz'

/** The shape of ids of a kind on the real servers. */
interface Look {
  readonly prefix: string
  readonly alphabet: string
  readonly length: number
}

const METEOR: Look = { prefix: '', alphabet: UNMISTAKABLE, length: 17 }
const OBJECT_ID: Look = { prefix: '', alphabet: '0123456789abcdef', length: 24 }
const CUID: Look = { prefix: 'c', alphabet: ALPHANUMERIC, length: 24 }

const LOOKS: Readonly<Record<IdKind, Look>> = {
  subscription: METEOR,
  message: METEOR,
  person: METEOR,
  'livechat-room': METEOR,
  visitor: OBJECT_ID,
  call: OBJECT_ID,
  arm: METEOR,
  'login-token': { prefix: '', alphabet: `${UNMISTAKABLE}-_`, length: 43 },
  participant: CUID,
  'meeting-room': CUID,
  'meeting-code': { prefix: '', alphabet: 'abcdefghijklmnopqrstuvwxyz', length: 9 },
}

export const isIdKind = (text: string): text is IdKind => Object.hasOwn(LOOKS, text)

/** The ids of a kind by number; they depend only on the source (seed and salt). */
export function idsOf(source: string, kind: IdKind): (n: number) => string {
  const begin = hash(`${source}/${kind}`)
  // One list for all ids: a new one for each would be a tenth of what a call allocates.
  const codes = Array.from({ length: LOOKS[kind].length }, () => 0)
  return (n) => lookingLike(kind, generator(begin, n), codes)
}

/** The n-th id of a kind. For many ids of one kind, `idsOf` is faster. */
export const idOf = (source: string, kind: IdKind, n: number): string => idsOf(source, kind)(n)

function lookingLike(kind: IdKind, next: () => number, codes: number[]): string {
  const { prefix, alphabet, length } = LOOKS[kind]
  for (let at = 0; at < length; at++)
    codes[at] = alphabet.charCodeAt(Math.floor((next() / 4294967296) * alphabet.length))
  const id = prefix + String.fromCharCode(...codes)
  return kind === 'meeting-code' ? id.replace(/(...)(...)(...)/, '$1-$2-$3') : id
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** The generator sfc32, seeded with two numbers and mixed into every bit. */
function generator(source: number, n: number): () => number {
  let [a, b, c, counter] = [source, n | 0, source ^ Math.imul(n, 0x9e3779b1), 1]
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  return next
}
