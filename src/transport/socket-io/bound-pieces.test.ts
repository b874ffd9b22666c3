import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { boundPieces } from './bound-pieces.ts'

/** A body with a bound, and how often it was cut. */
function bounded() {
  const body = new PassThrough()
  let cuts = 0
  boundPieces(body, () => cuts++)
  return { body, cuts: () => cuts }
}

it('a body that is read later than it comes is read from its beginning', async () => {
  const { body } = bounded()
  body.on('close', () => {})
  body.end('one piece')
  await new Promise((resolve) => setImmediate(resolve))
  let read = ''
  body.on('data', (piece: Buffer) => (read += piece.toString()))
  await once(body, 'end')
  expect(read).toBe('one piece')
})

it.each([
  [4_096, 0],
  [4_097, 1],
])('a body of %i pieces is cut %i times', async (pieces, times) => {
  const { body, cuts } = bounded()
  body.on('data', () => {})
  for (let each = 0; each < pieces; each++) {
    body.write('x')
    await new Promise((resolve) => setImmediate(resolve))
  }
  body.end()
  await once(body, 'end')
  expect(cuts()).toBe(times)
})
