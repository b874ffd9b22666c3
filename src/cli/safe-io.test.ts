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
    expect(written(own)).toBe(own.replaceAll(ESC, '␛').replaceAll('\r', '␍'))
  })

  it.each([
    [`${ESC}[5m`, '␛[5m'],
    [`${ESC}[0m`, '␛[0m'],
    [`${ESC}[30m`, '␛[30m'],
    [`${ESC}]0;title\u0007`, '␛]0;title␇'],
    [`${ESC}[2J`, '␛[2J'],
    [`${ESC}[H`, '␛[H'],
    ['\u0007', '␇'],
    ['\b', '␈'],
    ['\u009b1m', '⟨U+009B⟩1m'],
    ['\u202e', '⟨U+202E⟩'],
    ['\r', '␍'],
    ['\u200b', '⟨U+200B⟩'],
  ])('shows %j, which acts or hides, instead of writing it', (acting, shown) => {
    for (const more of [{}, { colours: true }, { columns: 80 }])
      expect(written(`a${acting}b\r\n${acting}`, more)).toBe(`a${shown}b\r\n${shown}`)
  })

  it('keeps our own for a terminal among what acts', () => {
    const text = `${ESC}[31ma\b${ESC}[39m\u202e\r${ESC}[2K`
    expect(written(text, { colours: true })).toBe(`${ESC}[31ma␈${ESC}[39m⟨U+202E⟩\r${ESC}[2K`)
  })

  it('passes on all else that a command knows', () => {
    const env = { A: 'b' }
    expect(safeIo({ out: () => {}, error: () => {}, env, columns: 3 })).toMatchObject({ env, columns: 3 })
  })
})
