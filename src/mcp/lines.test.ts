import { describe, expect, it } from 'vitest'
import { linesOf, type Line } from './lines.ts'

async function linesIn(pieces: readonly (string | Uint8Array)[], most = 100): Promise<Line[]> {
  // oxlint-disable-next-line require-await -- a stream that has all of its pieces at once
  const chunks = (async function* () {
    for (const piece of pieces) yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece
  })()
  const lines: Line[] = []
  for await (const line of linesOf(chunks, most)) lines.push(line)
  return lines
}

describe('lines', () => {
  it('end at newlines, however the bytes come, and the last one needs none', async () => {
    expect(await linesIn(['a\nb', 'c\n', '\n', 'd'])).toEqual([
      { text: 'a' },
      { text: 'bc' },
      { text: '' },
      { text: 'd' },
    ])
    expect(await linesIn([])).toEqual([])
  })

  it('end at no other separator: JSON may have it in a text', async () => {
    expect(await linesIn(['a\u2028b\u2029c\rd\n'])).toEqual([{ text: 'a\u2028b\u2029c\rd' }])
  })

  it('keep a character whose bytes come apart', async () => {
    const bytes = new TextEncoder().encode('é👩\n')
    expect(await linesIn(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual([{ text: 'é👩' }])
  })

  it('have a mark in place of a character that is cut off', async () => {
    expect(await linesIn([Uint8Array.of(0x61, 0xc3)])).toEqual([{ text: 'a\ufffd' }])
  })

  it('that are too long are told from others, and those after them are read', async () => {
    expect(await linesIn(['abcd', 'ef\nabc\nabcd\n'], 3)).toEqual([
      { tooLong: true },
      { text: 'abc' },
      { tooLong: true },
    ])
  })
})
