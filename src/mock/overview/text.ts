import type { Seed } from '../../contract/compiled/types.ts'
import { DEFAULT_WORLD } from '../../world/world-entry.ts'
import { toOverview, type OverviewParts } from './to-overview.ts'
import { USUAL_URL } from './usual-url.ts'
import { overviewHtml } from './page-html.ts'

/** Where the commands of an overview call, and in which world. */
export interface OverviewReader {
  readonly world: string
  readonly seed: Seed
  /** Scheme, host and port, with the prefix that names the world. */
  readonly baseUrl: string
  readonly console: string | null
}

type Text = (isHtml: boolean, reader: OverviewReader) => string

/**
 * Writes overviews. One costs as much as a thousand calls, so each is written once per seed, with placeholders for the URL and the
 * world, which the client chooses.
 */
export function createOverviewText(parts: Pick<OverviewParts, 'edition' | 'faces' | 'socketFaces' | 'store'>): Text {
  const kept = new WeakMap<Seed, Map<string, string>>()
  const write: Text = (isHtml, reader) => {
    const overview = toOverview({ ...parts, ...reader })
    return isHtml ? overviewHtml(overview) : `${JSON.stringify(overview, null, 2)}\n`
  }
  const template = (isHtml: boolean, { seed, world, baseUrl, console }: OverviewReader): string => {
    const ofSeed = kept.get(seed) ?? new Map<string, string>()
    kept.set(seed, ofSeed)
    const key = `${isHtml} ${world} ${baseUrl} ${console}`
    const text = ofSeed.get(key) ?? write(isHtml, { seed, world, baseUrl, console })
    ofSeed.set(key, text)
    return text
  }
  // Repeated requests get the same string, so only one copy is buffered for slow readers.
  let latest = { for: '', of: '', text: '' }
  return (isHtml, reader) => {
    const { world, seed, baseUrl, console } = reader
    // Other URLs may need escaping.
    if (!PLAIN_URL.test(baseUrl)) return write(isHtml, reader)
    // Some commands omit the usual URL.
    const [someUrl, someWorld] = [
      baseUrl === USUAL_URL ? baseUrl : baseUrl.includes('[') ? SOME_ADDRESS : SOME_URL,
      world === DEFAULT_WORLD ? world : SOME_WORLD,
    ]
    const of = template(isHtml, { seed, world: someWorld, baseUrl: someUrl, console })
    if (latest.of !== of || latest.for !== `${baseUrl} ${world}`)
      latest = { for: `${baseUrl} ${world}`, of, text: of.replaceAll(someUrl, baseUrl).replaceAll(someWorld, world) }
    return latest.text
  }
}

const SOME_URL = 'http://some-url.invalid'
// For brackets, curl needs an extra option.
const SOME_ADDRESS = 'http://[dead::beef]'
const SOME_WORLD = 'some-world-or-other'

const PLAIN_URL = /^http:\/\/(?:[a-z\d._-]+|\[[\da-f:]+\])(?::\d+)?(?:\/~[a-z\d-]+)?$/i
