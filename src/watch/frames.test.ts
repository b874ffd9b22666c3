import { describe, expect, it, vi } from 'vitest'
import { createFrameReader } from './frames.ts'

interface Written {
  readonly opcode?: number
  readonly isLast?: boolean
  readonly mask?: readonly number[]
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A frame as it is on the wire. */
function frame(payload: Uint8Array, { opcode = 1, isLast = true, mask }: Written = {}): Uint8Array {
  const { length } = payload
  const size =
    length < 126
      ? [length]
      : length < 65_536
        ? [126, length >> 8, length & 255]
        : [127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((by) => (length >> by) & 255)]
  const [first = 0, ...rest] = size
  const own = mask ? payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)) : payload
  return Uint8Array.from([(isLast ? 0x80 : 0) | opcode, first | (mask ? 0x80 : 0), ...rest, ...(mask ?? []), ...own])
}

describe('a reader of frames', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536])('reads a text of %d bytes, masked or not', (length) => {
    const text = 'a'.repeat(length)
    expect(createFrameReader(100_000).add(frame(bytesOf(text)))).toEqual([text])
    expect(createFrameReader(100_000).add(frame(bytesOf(text), { mask: [1, 2, 3, 4] }))).toEqual([text])
  })

  it('reads messages that come in any pieces, and several at once', () => {
    const all = Buffer.concat([frame(bytesOf('one'), { mask: [9, 8, 7, 6] }), frame(bytesOf('zwei 🎈'))])
    const reader = createFrameReader(100)
    expect([...all].flatMap((byte) => reader.add(Uint8Array.of(byte)))).toEqual(['one', 'zwei 🎈'])
    expect(createFrameReader(100).add(all)).toEqual(['one', 'zwei 🎈'])
  })

  it('keeps as many bytes as it may, and begins with a fragment whose beginning it has not seen', () => {
    const reader = createFrameReader(10)
    const two = [frame(new Uint8Array(5), { opcode: 2, isLast: false }), frame(new Uint8Array(5), { opcode: 0 })]
    expect(two.flatMap((each) => reader.add(each))).toEqual([new Uint8Array(10)])
    expect(reader.add(frame(bytesOf('x'.repeat(10))))).toEqual(['x'.repeat(10)])
    expect(reader.add(frame(bytesOf('x'.repeat(11))))).toEqual([null])
    expect(reader.add(frame(Uint8Array.of(1), { opcode: 0 }))).toEqual([Uint8Array.of(1)])
  })

  it('puts fragments together, also around a ping', () => {
    const reader = createFrameReader(100)
    expect(reader.add(frame(bytesOf('he'), { isLast: false }))).toEqual([])
    expect(reader.add(frame(bytesOf('are you there'), { opcode: 9 }))).toEqual([])
    expect(reader.add(frame(bytesOf('llo'), { opcode: 0 }))).toEqual(['hello'])
  })

  it('begins anew with a message that comes before the end of another', () => {
    const reader = createFrameReader(100)
    expect(reader.add(frame(bytesOf('he'), { isLast: false }))).toEqual([])
    expect(reader.add(frame(bytesOf('new')))).toEqual(['new'])
    expect(reader.add(frame(Uint8Array.of(1), { opcode: 2 }))).toEqual([Uint8Array.of(1)])
  })

  it('leaves the bytes that pass as they are', () => {
    const passing = Buffer.from(frame(bytesOf('one'), { mask: [9, 8, 7, 6] }))
    const before = Buffer.from(passing)
    expect(createFrameReader(100).add(passing)).toEqual(['one'])
    expect(passing).toEqual(before)
  })

  it('reads bytes as bytes', () => {
    expect(createFrameReader(100).add(frame(Uint8Array.of(1, 2), { opcode: 2 }))).toEqual([Uint8Array.of(1, 2)])
  })

  it('keeps no message beyond its bound, and reads on after it', () => {
    const reader = createFrameReader(10)
    expect(reader.add(Buffer.concat([frame(bytesOf('x'.repeat(11))), frame(bytesOf('short'))]))).toEqual([
      null,
      'short',
    ])
    expect(reader.add(frame(bytesOf('123456'), { isLast: false }))).toEqual([])
    expect(reader.add(frame(bytesOf('123456'), { opcode: 0 }))).toEqual([null])
  })

  it('copies no byte over and over, however many frames come at once', () => {
    const pong = frame(new Uint8Array(), { opcode: 10, mask: [1, 2, 3, 4] })
    const all = Buffer.concat(Array.from({ length: 600 }, () => pong))
    const [slice, set] = [vi.spyOn(Uint8Array.prototype, 'slice'), vi.spyOn(Uint8Array.prototype, 'set')]
    createFrameReader(100).add(all)
    const copied = [
      ...slice.mock.results.map(({ value }: { value: unknown }) => (value instanceof Uint8Array ? value.length : 0)),
      ...set.mock.calls.map(([from]) => from.length),
    ].reduce((sum, length) => sum + length, 0)
    slice.mockRestore()
    set.mockRestore()
    expect(copied).toBeGreaterThan(0)
    expect(copied).toBeLessThan(2 * all.length)
  })

  it.each([
    [256, 'kept'],
    [257, 'too long'],
  ])('a message of %d fragments is %s, empty or not', (count, verdict) => {
    const reader = createFrameReader(100)
    const fragments = Array.from({ length: count }, (_, at) =>
      frame(new Uint8Array(), { opcode: at === 0 ? 1 : 0, isLast: at === count - 1 }),
    )
    expect(reader.add(Buffer.concat(fragments))).toEqual([verdict === 'kept' ? '' : null])
    expect(reader.add(frame(bytesOf('next')))).toEqual(['next'])
  })

  it.each([
    [1_024, 'kept'],
    [1_025, 'too long'],
  ])('a message that comes in %d pieces is %s', (count, verdict) => {
    const reader = createFrameReader(10_000)
    const text = 'a'.repeat(count)
    const wire = frame(bytesOf(text))
    reader.add(wire.subarray(0, 4))
    const read = [...wire.subarray(4)].flatMap((byte) => reader.add(Uint8Array.of(byte)))
    expect(read.map((each) => each?.length)).toEqual([verdict === 'kept' ? count : undefined])
  })
})
