/** Numbers that look random and are the same for the same beginning. */
export interface Dice {
  /** Begins anew: what follows depends on this number and on what the dice were made of, and on nothing else. */
  begin(n: number): void
  /** 32 bits. */
  bits(): number
  /** A whole number from 0 to below a limit. */
  below(limit: number): number
  /** So many characters of an alphabet. */
  text(alphabet: string, length: number): string
  one<T>(items: readonly T[], otherwise: T): T
}

/** Dice over the generator sfc32. Two with another source or another stream have nothing in common. */
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
      // Until the beginning shows in every bit.
      for (let round = 0; round < 15; round++) bits()
    },
    text(alphabet, length) {
      const perDraw = Math.floor(32 / Math.log2(alphabet.length))
      let text = ''
      // Short pieces, since every `+` of long texts leaves an object behind.
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
