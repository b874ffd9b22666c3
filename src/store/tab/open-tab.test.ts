import { expect, it } from 'vitest'
import { parts, recipeOf } from '../lasting.suite.ts'
import { openTab } from './open-tab.ts'

it('keeps everything when its page goes away, and goes on from there', () => {
  const kept = new Map<string, string>()
  const hidden: (() => void)[] = []
  const page = {
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    },
    addEventListener(type: 'pagehide', listener: () => void) {
      // As a browser wants it.
      if (this === page && type === 'pagehide') hidden.push(listener)
    },
  }
  void openTab(page, parts('a')).begin('w', recipeOf('documented'))
  expect(kept.size).toBe(0)
  for (const hide of hidden) hide()
  expect([...kept.keys()]).toEqual(['greenroom'])
  expect(
    openTab(page, parts('b'))
      .worlds()
      .map(({ name }) => name),
  ).toEqual(['w'])
})

it('keeps nothing, and says so, where the storage is blocked', () => {
  const warnings: string[] = []
  const blocked = {
    get sessionStorage(): never {
      throw new DOMException('denied', 'SecurityError')
    },
    addEventListener: (_: 'pagehide', listener: () => void) => listener(),
  }
  const store = openTab(blocked, { ...parts('a'), onWarning: (line) => void warnings.push(line) })
  void store.begin('w', recipeOf('documented'))
  store.save()
  expect(warnings).toEqual([
    'this tab keeps nothing, since its storage is blocked (SecurityError: denied): a reload begins from the seed',
  ])
})

it('is refused where there is no page', () => {
  expect(() => openTab({}, parts('a'))).toThrow('there is none here')
})

it('keeps nothing, and says so, where the storage can be had, but not read', () => {
  const warnings: string[] = []
  const refused = (): never => {
    throw new Error('not read')
  }
  const page = { sessionStorage: { getItem: refused, setItem: refused }, addEventListener: () => {} }
  openTab(page, { ...parts('a'), onWarning: (line) => void warnings.push(line) }).save()
  expect(warnings).toEqual([
    'this tab keeps nothing, since its storage is blocked (Error: not read): a reload begins from the seed',
  ])
})

it('is refused where a page has only one of what it takes', () => {
  const sessionStorage = { getItem: () => null, setItem: () => {} }
  expect(() => openTab({ sessionStorage }, parts('a'))).toThrow('there is none here')
  expect(() => openTab({ addEventListener: () => {} }, parts('a'))).toThrow('there is none here')
})

it('where there is no page, it says what keeps data elsewhere', () => {
  const fix = 'Leave it out; a mock on a port keeps its data with startServer({ data }) or serve --data.'
  expect(() => openTab({}, parts('a'))).toThrow(
    expect.objectContaining({ message: 'persist keeps worlds in the tab of a page, and there is none here', fix }),
  )
})
