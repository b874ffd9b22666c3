import { describe, expect, it } from 'vitest'
import type { Io } from './command.ts'
import { safeIo } from './safe-io.ts'

/** What a command's text becomes, on standard output and standard error. */
function written(text: string, more: Partial<Io> = {}): string {
  const all: string[] = []
  const io = safeIo({ out: (each) => all.push(each), error: (each) => all.push(each), env: {}, ...more })
  io.out(text)
  io.error(text)
  expect(all[0]).toBe(all[1])
  return all[0] ?? ''
}

const ESC = '\u001b'

describe('what commands write', () => {
  it('is as it is where nothing acts', () => {
    const text = 'Grüße 👋\n\ttab\r\nline\n'
    expect([written(text), written(text, { colours: true }), written(text, { columns: 80 })]).toEqual([
      text,
      text,
      text,
    ])
  })

  it.each([
    `${ESC}[1m`,
    `${ESC}[2m`,
    `${ESC}[22m`,
    `${ESC}[31m`,
    `${ESC}[32m`,
    `${ESC}[33m`,
    `${ESC}[39m`,
    `\r${ESC}[2K`,
    `${ESC}[H${ESC}[J`,
  ])('keeps our own %j for a terminal, and for no other reader', (own) => {
    expect([written(own, { colours: true }), written(own, { columns: 1 })]).toEqual([own, own])
    expect(written(own)).not.toContain(ESC)
  })

  it.each([`${ESC}[5m`, `${ESC}]0;title\u0007`, `${ESC}[2J`, '\u0007', '\b', '\u009b1m', '\u202e', '\r', '\u200b'])(
    'shows %j, which acts or hides, instead of writing it',
    (acting) => {
      for (const more of [{}, { colours: true }, { columns: 80 }])
        expect(written(`a${acting}b`, more)).not.toContain(acting)
    },
  )

  it('passes on all else that a command knows', () => {
    const env = { A: 'b' }
    expect(safeIo({ out: () => {}, error: () => {}, env, columns: 3 })).toMatchObject({ env, columns: 3 })
  })
})
