import { expect, it } from 'vitest'
import { createUndoing } from './undoing.ts'

it('what was made is removed in reverse, whatever fails, once', async () => {
  const removed: string[] = []
  const undoing = createUndoing()
  for (const what of ['a', 'b', 'c'])
    undoing.add(what, async () => {
      if (what === 'b') throw new Error('no')
      removed.push(what)
    })
  await expect(undoing.undo()).rejects.toMatchObject({
    name: 'Fault',
    message: 'left behind: b (no)',
    fix: 'greenroom target clean <file> removes it.',
  })
  expect(removed).toEqual(['c', 'a'])
  await expect(undoing.undo()).resolves.toBeUndefined()
})

it('all that remains is named, in the order in which it could not be removed', async () => {
  const undoing = createUndoing()
  for (const what of ['a', 'b']) undoing.add(what, () => Promise.reject(new Error(`no ${what}`)))
  await expect(undoing.undo()).rejects.toThrow('left behind: b (no b); a (no a)')
})
