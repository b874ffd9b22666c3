import { expect, it } from 'vitest'
import { connectionOf } from '../testing/plays.ts'
import { createRoster } from './roster.ts'

const packet = (name: string) => ({ way: 'sent', name, args: [] }) as const

it('clients are listed in the order in which they came, without seats, and judged', () => {
  const roster = createRoster()
  expect([roster.listeners(), roster.log()]).toEqual([[], []])
  const [one, two] = [connectionOf({ id: '1' }), connectionOf({ id: '2' })]
  const first = roster.enter('observer 1', one)
  roster.enter('caller 1', two)
  expect(first).toEqual({ who: 'observer 1', connection: one, isSeated: false, isJudged: true })
  expect(roster.listeners().map(({ who, connection }) => [who, connection.id])).toEqual([
    ['observer 1', '1'],
    ['caller 1', '2'],
  ])
})

it('every packet is kept, of connections that were refused, too', async () => {
  const roster = createRoster()
  roster.name('Ann', roster.enter('Ann', connectionOf({ log: [packet('connect'), packet('join-room')] })))
  roster.refuse('caller 2', { refused: { message: 'no', data: null }, log: [packet('connect_error')] })
  await roster.cut('Ann')
  expect(roster.log()).toEqual([
    { ...packet('connect'), who: 'Ann' },
    { ...packet('join-room'), who: 'Ann' },
    { ...packet('connect_error'), who: 'caller 2' },
  ])
  expect(roster.listeners()).toEqual([])
})

it('a client that is cut is lost, listens no more, and its name is free', async () => {
  const roster = createRoster()
  const done: string[] = []
  const connection = connectionOf({
    lose: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      done.push('lost')
    },
    close: async () => void done.push('closed'),
  })
  const ann = roster.enter('Ann', connection)
  const ben = roster.enter('Ben', connectionOf())
  roster.name('Ann', ann)
  roster.name('Ben', ben)
  expect([roster.named('Ann'), roster.named('Eve')]).toEqual([ann, undefined])
  await roster.cut('Ann')
  expect(done).toEqual(['lost'])
  await roster.cut('Ann')
  await roster.cut('Eve')
  expect(done).toEqual(['lost'])
  expect([roster.named('Ann'), roster.named('Ben'), roster.listeners()]).toEqual([undefined, ben, [ben]])
})

it('all are closed, also those that were cut, and that is waited for', async () => {
  const roster = createRoster()
  let closed = 0
  const close = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    closed += 1
  }
  roster.name('Ann', roster.enter('Ann', connectionOf({ close })))
  roster.enter('Ben', connectionOf({ close }))
  await roster.cut('Ann')
  await roster.close()
  expect(closed).toBe(2)
})
