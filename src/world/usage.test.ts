import { describe, expect, it } from 'vitest'
import { createUsage } from './usage.ts'

describe('something that is given up when nobody uses it', () => {
  const begin = () => {
    let time = 0
    const usage = createUsage(60, () => time)
    return { usage, isIdleAt: (at: number): boolean => ((time = at), usage.isIdle()) }
  }

  it('is so once nobody has used it from one look until idleMs later', () => {
    const { usage, isIdleAt } = begin()
    expect([isIdleAt(0), isIdleAt(59), isIdleAt(60)]).toEqual([false, false, true])
    usage.touch()
    expect([isIdleAt(70), isIdleAt(129), isIdleAt(130)]).toEqual([false, false, true])
  })

  it('is not while somebody holds it, however often one lets go', () => {
    const { usage, isIdleAt } = begin()
    const [one, two] = [usage.hold(), usage.hold()]
    one()
    one()
    expect([isIdleAt(0), isIdleAt(1000)]).toEqual([false, false])
    two()
    expect([isIdleAt(1059), isIdleAt(1060)]).toEqual([false, true])
  })

  it('was used if anybody touched or held it between the last two looks', () => {
    const { usage, isIdleAt } = begin()
    const usedAt = (at: number): boolean => (isIdleAt(at), usage.wasUsed())
    expect([usage.wasUsed(), usedAt(0), usedAt(10)]).toEqual([true, true, false])
    usage.touch()
    expect([usage.wasUsed(), usedAt(20), usedAt(30)]).toEqual([false, true, false])
    const release = usage.hold()
    expect([usedAt(40), usedAt(50)]).toEqual([true, true])
    release()
    expect(usedAt(60)).toBe(false)
  })
})
