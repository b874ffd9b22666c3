import { expect, it } from 'vitest'
import { emitWords } from './words.ts'

const INSTANT = '2026-03-03T10:30:00.000Z'
const listIn = (text: string, name: string): unknown[] => {
  const [, list = '[]'] = new RegExp(`const ${name}: readonly \\w+\\[\\] = (\\[[^]*?\\n\\])`).exec(text) ?? []
  return JSON.parse(list.replace(/,\n\]$/, '\n]'))
}

it('words are the same for the same instant, each once, in plain ASCII', () => {
  const text = emitWords(INSTANT)
  expect(emitWords(INSTANT)).toBe(text)
  const sizes = { firstNames: 400, lastNames: 400, messages: 300, businessPhones: 12, tags: 20 }
  for (const [name, size] of Object.entries(sizes)) {
    const words = listIn(text, name)
    expect([words.length, new Set(words).size], name).toEqual([size, size])
    expect(words.filter((word) => !/^[\x20-\x7e]+$/.test(String(word)))).toEqual([])
  }
})

it('each department has an id of its own, and belongs to one of three units', () => {
  const text = emitWords(INSTANT)
  const departments = listIn(text, 'departments').map((each) => Object(each))
  expect(departments.map(({ name }) => name).slice(0, 3)).toEqual(['Sales', 'Support', 'Billing'])
  const [ids, units] = [departments.map(({ _id }) => _id), departments.map(({ ancestors }) => ancestors[0])]
  expect([new Set(ids).size, new Set(units).size]).toEqual([12, 3])
  expect([units[0] === units[3], units[0] === units[1]]).toEqual([true, false])
  for (const id of [...ids, ...units]) expect(id).toMatch(/^[2-9A-HJ-NP-TW-Za-km-z]{17}$/)
  expect(text).toContain('export const departments: readonly Department[] = ')
})
