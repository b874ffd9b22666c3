/**
 * Lets a watch see strangers, and prints the bytes of its heap after each of four rounds: `node --expose-gc print-watch-heap.ts`. In a
 * process of its own, where nothing else comes and goes.
 */
import { contractMask, contractParts } from '../../src/passive/contract-parts.ts'
import type { Seen } from '../../src/passive/model/seen.ts'
import { createReading } from '../../src/passive/reading.ts'
import { secretsInHeaders } from '../../src/passive/secret-values.ts'
import { createKnownSecrets } from '../../src/passive/secrets.ts'
import { seenResult } from '../../src/passive/seen-result.ts'
import { createTally } from '../../src/passive/tally.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'

const HOST = 'http://127.0.0.1:4010'
const JSON_TYPE = ['content-type', 'application/json'] as const

/** What a watch keeps while it runs. */
function watching(): (item: Seen) => void {
  const reading = createReading({
    ...contractParts('current'),
    scope: { url: HOST, prefixes: {} },
    dialect: PLAIN_DIALECT,
  })
  const secrets = createKnownSecrets([], contractMask('current', new Uint8Array(32)))
  const tally = createTally((sighting, n) =>
    seenResult(sighting, n, { edition: 'current', gate: 'inferred', secrets, keepBodies: false }),
  )
  return (item) => {
    if (item.kind === 'exchange') secrets.learn(secretsInHeaders(item.headers))
    reading.see(item).forEach(tally.add)
  }
}

/** A caller who is never seen again: a join in a world of its own, an answer that is wrong in a way of its own, and a socket that never ends. */
function stranger(n: number): Seen[] {
  const place = { at: n * 1_000, place: `call ${n}` }
  const headers = [['authorization', `Bearer token-of-stranger-${n}`], JSON_TYPE] as const
  const exchange = (path: string, status: number, body: object): Seen => ({
    kind: 'exchange',
    method: 'POST',
    url: `${HOST}/~world-${n}${path}`,
    headers,
    body: '{}',
    sentAt: n * 1_000,
    lost: null,
    received: { status, headers: [JSON_TYPE], body: JSON.stringify(body), ms: 1 },
    ...place,
  })
  const polled = `${HOST}/socket.io/?EIO=4&transport=polling&sid=stranger-${n}`
  return [
    exchange('/rooms/abc-def-ghi/join', 403, { statusCode: 403, message: 'Room is locked' }),
    exchange('/rooms/abc-def-ghi/join', 404, { statusCode: 404, message: `No room ${n}`, [`member${n}`]: n }),
    { kind: 'payload', way: 'sent', url: polled, headers, body: '40', ...place },
    { kind: 'payload', way: 'sent', url: polled, headers, body: `42${n}["join-room",{"code":"abc"}]`, ...place },
  ]
}

/** More than a watch keeps of anything, so that tables are as large after each round as after the one before. */
const ROUND = 15_000

const see = watching()
const sizes = [0, 1, 2, 3].map((round) => {
  for (let n = round * ROUND; n < (round + 1) * ROUND; n++) stranger(n).forEach(see)
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
})
console.log(JSON.stringify(sizes))
