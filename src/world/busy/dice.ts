/** A reproducible random number generator. */
export interface Dice {
  /** Restarts: all that follows depends only on this number and on the source and stream of the dice. */
  begin(n: number): void
  /** 32 random bits. */
  bits(): number
  /** An integer from 0 to `limit - 1`. */
  below(limit: number): number
  /** `length` characters of an alphabet. */
  text(alphabet: string, length: number): string
  one<T>(items: readonly T[], otherwise: T): T
}

/** Dice based on the generator sfc32. A different source or stream gives unrelated numbers. */
export function createDice(source: number, stream: number): Dice {
  let [a, b, c, counter] = [0, 0, 0, 0]
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  const below = (limit: number): number => Math.floor((bits() / 4294967296) * limit)
  return {
    bits,
    below,
    begin(n) {
      ;[a, b, c, counter] = [source | 0, n | 0, stream | 0, 1]
      // Mixes the start value into every bit.
      for (let round = 0; round < 15; round++) bits()
    },
    text(alphabet, length) {
      const perDraw = Math.floor(32 / Math.log2(alphabet.length))
      let text = ''
      // In short pieces, since every `+` on long strings allocates an object.
      for (let left = length; left > 0; left -= perDraw) text += piece(alphabet, bits(), Math.min(left, perDraw))
      return text
    },
    one: (items, otherwise) => items[below(items.length)] ?? otherwise,
  }
}

function piece(alphabet: string, bits: number, length: number): string {
  let text = ''
  for (let rest = bits; text.length < length; rest = Math.floor(rest / alphabet.length))
    text += alphabet[rest % alphabet.length]
  return text
}
