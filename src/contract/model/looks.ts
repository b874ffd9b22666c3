/**
 * A text of the form of a subject's value (`like` of `fixtures/facts.yaml`): replaces each `[a-z]{3}` by that many characters,
 * which `draw` takes from its alphabet.
 */
export const textLike = (like: string, draw: (alphabet: string, count: number) => string): string =>
  like.replaceAll(/\[([^\]]+)\]\{(\d+)\}/g, (_, ranges: string, count: string) =>
    draw(alphabetOf(ranges), Number(count)),
  )

/** `A-Za-z`, expanded. */
const alphabetOf = (ranges: string): string =>
  [...ranges.matchAll(/(.)-(.)/g)].map(([, from = '', to = '']) => charactersFrom(from, to)).join('')

const charactersFrom = (from: string, to: string): string =>
  String.fromCharCode(
    ...Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, index) => from.charCodeAt(0) + index),
  )
