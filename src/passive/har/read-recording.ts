import { createReading, type LeftOut, type ReadingParts } from '../reading.ts'
import type { Sighting } from '../model/sighting.ts'
import { secretsInBody, secretsInHeaders, secretsInUrl } from '../secret-values.ts'
import { harItems } from './har-items.ts'
import { readHar, type HarEntry } from './har.ts'

/** What a recording shows. */
export interface Recording {
  readonly sightings: readonly Sighting[]
  readonly leftOut: LeftOut
  /** Entries that could not be read, and WebSockets without their messages. */
  readonly damaged: readonly string[]
  /** Secrets of all of its entries, also of those that are no calls of the contract. */
  readonly secrets: readonly string[]
  /** When its first and last entry began, in milliseconds since 1970; null: it has no entry. */
  readonly between: readonly [number, number] | null
}

/** Judges a HAR by the contract. Throws a Fault if it is none. */
export function readRecording(text: string, name: string, parts: ReadingParts): Recording {
  const { entries, damaged } = readHar(text, name)
  const reading = createReading(parts)
  const sightings = harItems(entries, name, reading.wants).flatMap(reading.see)
  const times = entries.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b)
  const [first, last] = [times[0], times.at(-1)]
  const silent = entries.filter(
    ({ isWebSocket, frames, url }) => isWebSocket && frames === null && reading.wants('GET', url) !== null,
  )
  return {
    sightings,
    leftOut: reading.leftOut(),
    damaged: [
      ...damaged,
      ...silent.map(({ number }) => `entry ${number} is a WebSocket without its messages: record it with Chromium`),
    ],
    secrets: [...new Set(entries.flatMap(secretsOfEntry))],
    between: first === undefined || last === undefined ? null : [first, last],
  }
}

const secretsOfEntry = ({ url, requestHeaders, headers, requestBody, body, frames }: HarEntry): string[] => [
  ...secretsInUrl(url),
  ...secretsInHeaders(requestHeaders),
  ...secretsInHeaders(headers),
  ...secretsInBody(requestBody),
  ...secretsInBody(body),
  ...(frames ?? []).flatMap(({ data }) => (typeof data === 'string' ? secretsInBody(data) : [])),
]
