import { describe, expect, it } from 'vitest'
import { createRouter } from './route.ts'

/** A window at this address, and what its history was told. */
function at(hash: string) {
  const listeners: (() => void)[] = []
  const replaced: string[] = []
  const location = { hash }
  const router = createRouter({
    location,
    history: {
      replaceState(_data, _unused, url) {
        replaced.push(String(url))
        location.hash = String(url)
      },
    },
    addEventListener: (_type, listener) => void listeners.push(listener),
  })
  const changes = (to: string): void => {
    location.hash = to
    for (const listener of listeners) listener()
  }
  return { router, location, replaced, changes }
}

describe('the route of a page', () => {
  it('follows its address', () => {
    const { router, changes } = at('#/rooms?world=qa')
    expect(router.get()).toEqual({ view: 'rooms', settings: { world: 'qa' } })
    const heard: string[] = []
    router.subscribe(() => void heard.push(router.get().view))
    changes('#/seen')
    expect([router.get(), heard]).toEqual([{ view: 'seen', settings: {} }, ['seen']])
  })

  it('goes to another view in the same world, and leaves other settings behind', () => {
    const { router, location, replaced } = at('#/calls?world=qa&call=7')
    router.go('worlds')
    expect(location.hash).toBe('#/worlds?world=qa')
    router.go('calls', { call: '9' })
    expect(location.hash).toBe('#/calls?world=qa&call=9')
    router.go('rooms', { world: 'other' })
    expect(location.hash).toBe('#/rooms?world=other')
    expect(replaced).toEqual([])
    const inDefault = at('#/calls')
    inDefault.router.go('rooms')
    expect(inDefault.location.hash).toBe('#/rooms')
  })

  it('changes settings without an entry in the history, and drops those that are empty', () => {
    const { router, replaced } = at('#/calls?world=qa&text=a')
    router.adjust({ text: '', status: '4' })
    expect(replaced).toEqual(['#/calls?world=qa&status=4'])
    expect(router.get()).toEqual({ view: 'calls', settings: { world: 'qa', status: '4' } })
  })
})
