import { expect, it } from 'vitest'
import { guardedEmit } from './guarded-emit.ts'
import type { ServedSocket } from './served.ts'

it('a socket that throws keeps an event from no other, and of several faults the first is told', () => {
  const [faults, heard]: [unknown[], unknown[]] = [[], []]
  const emit = guardedEmit((fault) => faults.push(fault))
  const socketOf = (name: string, fault?: Error): Pick<ServedSocket, 'emit'> => ({
    emit: (event, payload) => {
      if (fault) throw fault
      heard.push([name, event, payload])
    },
  })
  const [first, second] = [new Error('first'), new Error('second')]
  for (const socket of [socketOf('a'), socketOf('b', first), socketOf('c', second), socketOf('d')])
    emit(socket, 'came', { who: 'e' })
  expect(faults).toEqual([first])
  expect(heard).toEqual([
    ['a', 'came', { who: 'e' }],
    ['d', 'came', { who: 'e' }],
  ])
})
