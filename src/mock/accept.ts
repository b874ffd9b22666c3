/** Whether an `Accept` header allows a media type: the most specific matching range decides (RFC 9110, 12.5.1). */
export function accepts(accept: string | undefined, mediaType: string): boolean {
  if (accept === undefined || accept.trim() === '') return true
  const [type = ''] = mediaType.toLowerCase().split(';')
  const ranges = toRanges(accept)
  const fitting = [type, `${type.split('/')[0]}/*`, '*/*'].map((name) => ranges.find((range) => range.name === name))
  return (fitting.find((range) => range !== undefined)?.weight ?? 0) > 0
}

/** The media ranges of an `Accept` header, in order and in lower case; the default weight is 1. */
export const toRanges = (accept: string): MediaRange[] => accept.toLowerCase().split(',').map(toRange)

/** A media range, such as `text/*`, with its weight. */
export interface MediaRange {
  readonly name: string
  readonly weight: number
}

function toRange(text: string): MediaRange {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { name, weight: weight === undefined ? 1 : Number(weight) }
}
