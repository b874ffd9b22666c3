import { describe, expect, it } from 'vitest'
import { StoreUnavailable, WorldGone } from '../../world/store.ts'
import { keeping } from './keeping.ts'

const FULL = new StoreUnavailable('the disk is full', 'Make room.')
const LOST = new StoreUnavailable('the server left', 'Try again.', { mayHaveHappened: true })

const throwing = (fault: unknown) => (): never => {
  throw fault
}
const rejecting = (fault: unknown) => () => Promise.reject(fault)

describe('work of a store that may be unavailable', () => {
  it('gives what it makes, at once if it can', async () => {
    expect(keeping(() => 'made')).toBe('made')
    expect(await keeping(async () => 'made')).toBe('made')
  })

  it.each([
    ['thrown', throwing],
    ['rejected with', rejecting],
  ])('answers 503 if that is %s, and says whether anything may have changed', async (_, failing) => {
    const answers = [await keeping(failing(FULL)), await keeping(failing(LOST))]
    expect(answers.map(({ status, body }) => [status, JSON.parse(body).title, JSON.parse(body).detail])).toEqual([
      [503, 'Store unavailable', 'Nothing was changed: the disk is full. Make room.'],
      [503, 'Store unavailable', 'Nobody knows whether this was done: the server left. Try again.'],
    ])
  })

  it('answers 404 if its world is gone', async () => {
    const { status, body } = await keeping(rejecting(new WorldGone('w')))
    expect([status, JSON.parse(body).detail]).toEqual([
      404,
      'The world w was dropped, or its data was lost, since this call or its connection began. Connect or call again.',
    ])
  })

  it('shows such an answer in another form where that is wanted, and only such', async () => {
    const shown = (answer: { readonly status: number }): never => {
      throw new Error(`shown ${answer.status}`)
    }
    expect(() => keeping(throwing(FULL), shown)).toThrow('shown 503')
    expect(() => keeping(throwing(new WorldGone('w')), shown)).toThrow('shown 404')
    expect(keeping(() => 'made', shown)).toBe('made')
  })

  it('passes other failures on', async () => {
    const defect = new Error('a defect')
    expect(() => keeping(throwing(defect))).toThrow(defect)
    await expect(keeping(rejecting(defect))).rejects.toBe(defect)
  })
})
