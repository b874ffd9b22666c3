import { expect, it } from 'vitest'
import { createChannel } from '../../world/channel.ts'
import type { WorldLife } from '../../world/store.ts'
import { recipeOf } from '../lasting.suite.ts'
import { createFollowing } from './following.ts'

/** Worlds that note who follows them: the first, second… of a name. */
function begin() {
  const lives = createChannel<WorldLife>()
  const told: string[] = []
  const living = new Map<string, string>()
  const following = createFollowing((name) => {
    const which = living.get(name)
    if (which === undefined) return undefined
    return {
      follow() {
        told.push(`follows ${which}`)
        return () => told.push(`leaves ${which}`)
      },
    }
  }, lives.subscribe)
  const begun = (name: string, which: string): void => {
    living.set(name, which)
    const world = { name, recipe: recipeOf('documented'), contents: undefined, generation: 1 }
    lives.publish({ kind: 'begun', world, cause: { kind: 'made', why: 'asked' } })
  }
  const ended = (name: string): void => {
    living.delete(name)
    lives.publish({ kind: 'ended', world: name, why: 'asked' })
  }
  return { following, told, begun, ended }
}

it('a world is followed once for all who ask, until the last of them has left, who may say so twice', () => {
  const { following, told, begun } = begin()
  begun('w', 'w1')
  const [first, second] = [following.follow('w'), following.follow('w')]
  expect(told).toEqual(['follows w1'])
  first()
  first()
  expect(told).toEqual(['follows w1'])
  second()
  expect(told).toEqual(['follows w1', 'leaves w1'])
  second()
  following.follow('w')
  second()
  expect(told).toEqual(['follows w1', 'leaves w1', 'follows w1'])
})

it('the world that comes in its place is followed instead, and so is one that comes after its end', () => {
  const { following, told, begun, ended } = begin()
  begun('w', 'w1')
  const unfollow = following.follow('w')
  begun('w', 'w2')
  begun('other', 'o1')
  ended('w')
  begun('w', 'w3')
  expect(told).toEqual(['follows w1', 'leaves w1', 'follows w2', 'leaves w2', 'follows w3'])
  unfollow()
  begun('w', 'w4')
  expect(told.slice(5)).toEqual(['leaves w3'])
})

it('a world may be followed before it begins', () => {
  const { following, told, begun } = begin()
  following.follow('w')
  expect(told).toEqual([])
  begun('w', 'w1')
  expect(told).toEqual(['follows w1'])
})
