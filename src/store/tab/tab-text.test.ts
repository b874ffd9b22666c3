import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { parts, recipeOf } from '../lasting.suite.ts'
import { createTabStore } from './tab-store.ts'
import { readTabText } from './tab-text.ts'

/** What a tab keeps of a world. */
function kept(): string {
  let text = ''
  const storage = { getItem: () => null, setItem: (_: string, given: string) => void (text = given) }
  const store = createTabStore(storage, 'greenroom', parts('a'))
  void store.begin('w', recipeOf('documented'))
  store.save()
  return text
}

/** A text as a tab would keep it. */
const sealed = (data: unknown): string => {
  const json = JSON.stringify(data)
  return `${createHash('sha256').update(json).digest('hex')}${json}`
}

/** The data of a text. */
const dataIn = (text: string) => JSON.parse(text.slice(64))

it('what a tab has kept is read for its own edition', () => {
  const text = kept()
  expect(readTabText(text, 'current')).toEqual(dataIn(text))
  expect(readTabText(text, '2022')).toBeNull()
})

it.each([
  ['format', 3],
  ['format', undefined],
  ['generations', '1'],
  ['dropped', {}],
  ['seeds', []],
  ['worlds', {}],
  ['worlds', [{}]],
])('it is damaged if its %s is %j', (name, value) => {
  expect(readTabText(sealed({ ...dataIn(kept()), [name]: value }), 'current')).toBeNull()
})

it('it is damaged if the second of its worlds is', () => {
  const data = dataIn(kept())
  expect(readTabText(sealed({ ...data, worlds: [...data.worlds, {}] }), 'current')).toBeNull()
})

it.each([
  ['name', 5],
  ['recipe', {}],
  ['begun', undefined],
  ['begun', {}],
  ['now', {}],
  ['journal', {}],
])('it is damaged if the %s of a world is %j', (name, value) => {
  const data = dataIn(kept())
  expect(readTabText(sealed({ ...data, worlds: [{ ...data.worlds[0], [name]: value }] }), 'current')).toBeNull()
})
