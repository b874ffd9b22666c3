/**
 * A text that looks like a value of a subject (`like` of `fixtures/facts.yaml`): each `[a-z]{3}` becomes as many characters as it
 * says, which `draw` takes from its alphabet; all else stays.
 */
export const textLike = (like: string, draw: (alphabet: string, count: number) => string): string =>
  like.replaceAll(/\[([^\]]+)\]\{(\d+)\}/g, (_, ranges: string, count: string) =>
    draw(alphabetOf(ranges), Number(count)),
  )

/** `A-Za-z` written out. */
const alphabetOf = (ranges: string): string =>
  [...ranges.matchAll(/(.)-(.)/g)].map(([, from = '', to = '']) => charactersFrom(from, to)).join('')

const charactersFrom = (from: string, to: string): string =>
  String.fromCharCode(
    ...Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, index) => from.charCodeAt(0) + index),
  )
