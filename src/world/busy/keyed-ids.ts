import { createDice } from './dice.ts'

/** What ids of a kind look like: first characters that hold the place of their row, then characters that say nothing. */
export interface IdLook {
  readonly alphabet: string
  /** How many characters hold the place: enough for 32 bits. */
  readonly telling: number
  readonly others: number
  /** Length of the whole id, with what `shape` adds. */
  readonly length: number
  readonly shape?: (plain: string) => string
}

/** Ids from which the place of their row can be read back, though they look random: no table of them is needed. */
export interface KeyedIds {
  at(place: number): string
  /** The only place whose id this can be; whether it is takes a look at the id there. */
  guess(id: string): number
}

const WORD = 2 ** 32

/** The ids of one stream of a source: no two are the same, and they have nothing in common with those of another. */
export function keyedIds(look: IdLook, source: number, stream: number): KeyedIds {
  const { alphabet, telling, others, length, shape = (plain) => plain } = look
  const digits = new Map([...alphabet].map((character, digit) => [character, digit]))
  // The first characters have room for more than 32 bits; what is left over is filled, so that it does not show.
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

/** The beginning of no row, since places are smaller. */
const KEYS = 0xffffffff

function keysOf(source: number, stream: number): readonly number[] {
  const dice = createDice(source, stream)
  dice.begin(KEYS)
  return [dice.bits(), dice.bits(), dice.bits(), dice.bits()]
}

/** A Feistel network over two halves of 16 bits: every 32-bit number has one image, and is found again from it. */
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

/** Reads the first so many characters that are of the alphabet. */
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
