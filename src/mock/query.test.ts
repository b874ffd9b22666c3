import fc from 'fast-check'
import qs from 'qs'
import { describe, expect, it } from 'vitest'
import { countPairs, parseQuery } from './query.ts'
import { codePoints } from '../../tests/support/code-points.ts'

/** The real server's own reading of a query. */
const real = (text: string): unknown => qs.parse(text, { arrayLimit: 500 })
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const aName = fc.stringMatching(/^[a-z]{1,3}$/)
const aKey = fc.oneof(
  aName,
  aName.map((name) => `${name}[]`),
  fc.tuple(aName, aName).map(([name, inner]) => `${name}[${inner}]`),
  fc.tuple(aName, aName).map(([name, inner]) => `${name}[${inner}][]`),
)

describe('parseQuery', () => {
  it('reads what qs reads, wherever a name is used in one way only', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(aKey, fc.array(fc.string(), { minLength: 1, maxLength: 3 })), {
          selector: ([key]) => key.split('[')[0],
        }),
        (pairs) => {
          const text = pairs
            .flatMap(([key, values]) =>
              values.map((value) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`),
            )
            .join('&')
          expect(plain(parseQuery(text))).toEqual(plain(real(text)))
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    'a',
    'a=',
    '=b',
    'a=b=c',
    'a[]=1&a[]=2',
    'a=1&a=2',
    'a[b]=1&a[c]=2',
    'a[0]=x&a[1]=y',
    'a[20]=x',
    'a[21]=x',
    'a[0]=x&a[21]=y',
    'a[99]=x',
    'a[100]=x',
    'a[499]=x',
    'a[500]=x',
    'a[1000]=x',
    'a[00]=x',
    'a[1.5]=x',
    'a[-1]=x',
    'a[b]=1&a[0]=2',
    'a=%zz',
    'a=%E4',
    'a+b=c+d',
    '&&a=1&',
    'a]=1',
    'a[]b=1',
    '[a]=1',
    'a=1&a[]=2',
    ']=1',
    'a[=]=1',
    'a[b=c]=d',
    'a[b]c=1',
    'a[b=1',
    'a[b]c]=1',
    '[=1',
    '[',
    'a[b',
    'a[',
    'a[b]c[d=1',
    'a[b]c[d]=1',
    'a[b][c=1',
    '[b=1',
    'a=1&a[b]=2',
    'a[]=1&a[b]=2',
    'a=1&a=2&a[b]=3',
    'a[]=1&a[500]=2',
    'a=%zz+b',
  ])('reads %s as qs does', (text) => {
    expect(plain(parseQuery(text))).toEqual(plain(real(text)))
  })

  it('takes any text, and touches no prototype', () => {
    fc.assert(fc.property(codePoints(), (text) => typeof parseQuery(text) === 'object'))
    const query = parseQuery('__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1')
    const prototype: object = Object.getPrototypeOf(query)
    expect(Reflect.ownKeys(prototype)).toEqual([])
    expect(Object.getPrototypeOf(prototype)).toBeNull()
    expect(Object.isFrozen(prototype)).toBe(true)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Object.keys(query)).toEqual(['__proto__', 'constructor', 'a'])
  })

  it('goes no deeper than five brackets', () => {
    expect(plain(parseQuery('a[b][c][d][e][f][g]=1'))).toEqual({ a: { b: { c: { d: { e: { f: { '[g]': '1' } } } } } } })
  })
})

describe('countPairs', () => {
  it('counts what stands between ampersands', () => {
    expect(['', 'a', 'a&b', 'a&&b', '&a', 'a&', '&'].map(countPairs)).toEqual([0, 1, 2, 3, 2, 2, 2])
  })
})
