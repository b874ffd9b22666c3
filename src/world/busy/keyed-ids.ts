import { createDice } from './dice.ts'

/** The shape of ids of a kind: leading characters that encode the place of the row, then random ones. */
export interface IdLook {
  readonly alphabet: string
  /** Number of characters that encode the place: enough for 32 bits. */
  readonly telling: number
  readonly others: number
  /** Length of the whole id, including what `shape` adds. */
  readonly length: number
  readonly shape?: (plain: string) => string
}

/** Ids that look random but encode the place of their row, so no lookup table is needed. */
export interface KeyedIds {
  at(place: number): string
  /** The only place that can have this id; compare with the id there to be sure. */
  guess(id: string): number
}

const WORD = 2 ** 32

/** The ids of one stream of a source: unique, and unrelated to those of other streams. */
export function keyedIds(look: IdLook, source: number, stream: number): KeyedIds {
  const { alphabet, telling, others, length, shape = (plain) => plain } = look
  const digits = new Map([...alphabet].map((character, digit) => [character, digit]))
  // The leading characters have room for more than 32 bits; the rest is filled, so that it doesn't show.
  const spare = Math.floor(alphabet.length ** telling / WORD)
  const dice = createDice(source, stream)
  const keys = keysOf(source, stream)
  return {
    at(place) {
      dice.begin(place)
      const value = dice.below(spare) * WORD + scramble(place, keys)
      return shape(toText(value, alphabet, telling) + dice.text(alphabet, others))
    },
    guess: (id) => (id.length === length ? unscramble(toNumber(id, digits, telling) % WORD, keys) : -1),
  }
}

/** Not a start value of any row, since places are smaller. */
const KEYS = 0xffffffff

function keysOf(source: number, stream: number): readonly number[] {
  const dice = createDice(source, stream)
  dice.begin(KEYS)
  return [dice.bits(), dice.bits(), dice.bits(), dice.bits()]
}

/** A Feistel network over two 16-bit halves: a reversible mapping of 32-bit numbers. */
const scramble = (value: number, keys: readonly number[]): number =>
  keys.reduce((word, key) => ((word << 16) | ((word >>> 16) ^ stir(word & 0xffff, key))) >>> 0, value)

const unscramble = (value: number, keys: readonly number[]): number =>
  keys.reduceRight((word, key) => ((((word & 0xffff) ^ stir(word >>> 16, key)) << 16) | (word >>> 16)) >>> 0, value)

function stir(half: number, key: number): number {
  const word = Math.imul(half ^ key, 0x85ebca6b)
  return Math.imul(word ^ (word >>> 13), 0xc2b2ae35) >>> 16
}

function toText(value: number, alphabet: string, length: number): string {
  let text = ''
  for (let left = value; text.length < length; left = Math.floor(left / alphabet.length))
    text = alphabet[left % alphabet.length] + text
  return text
}

/** Reads the first `length` characters that belong to the alphabet. */
function toNumber(id: string, digits: ReadonlyMap<string, number>, length: number): number {
  let [value, read] = [0, 0]
  for (const character of id) {
    const digit = digits.get(character)
    if (digit === undefined) continue
    value = value * digits.size + digit
    if (++read === length) break
  }
  return value
}
