import { expect, it } from 'vitest'
import { caseOf } from '../testing/answers.ts'
import { atOnce, nthCall, troubleIn, winnerFirst } from './at-once.ts'

const call = { ...caseOf('joinMeetingRoom/joined-as-guest'), values: { a: 'b' }, shows: { keeps: ['/id'] } }
const three = { ...call, atOnce: { calls: 3, others: 'room-full' } }

it('a call is made once, or as often as it says, all at once', async () => {
  let [made, underWay, most] = [0, 0, 0]
  const make = async (): Promise<number> => {
    const nth = ++made
    most = Math.max(most, ++underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay--
    return nth
  }
  expect(await atOnce(call, make)).toEqual([1])
  expect(await atOnce(three, make)).toEqual([2, 3, 4])
  expect(most).toBe(3)
})

it('the first success comes first, and the others keep their order', () => {
  const first = (...all: readonly number[]): number[] => winnerFirst(all, (status) => status)
  expect(first(400, 403, 201, 200)).toEqual([201, 400, 403, 200])
  expect(first(400, 403)).toEqual([400, 403])
  expect([first(300, 199, 299), first(0, 200), first()]).toEqual([[299, 300, 199], [200, 0], []])
})

it('all but the winner are expected to be refused, and nobody hears of them', () => {
  expect(nthCall(three, 0)).toBe(three)
  expect(nthCall(call, 1)).toBe(call)
  const { on, ack, cuts, overHttp } = three.socket
  expect(nthCall(three, 2)).toEqual({
    ...three,
    expect: 'room-full',
    values: {},
    shows: {},
    socket: { on, ack, cuts, overHttp, hears: {} },
  })
  expect(three.socket.hears).not.toEqual({})
})

it('trouble is the first of any', () => {
  const answer = { status: 500, headers: [], body: '', ms: 1 }
  const [one, two] = [
    { kind: 'reset', message: 'one' },
    { kind: 'dns', message: 'two' },
  ] as const
  expect([troubleIn([answer, one, two]), troubleIn([answer]), troubleIn([])]).toEqual([one, undefined, undefined])
})
