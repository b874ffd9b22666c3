import { expect, it } from 'vitest'
import { createHomes, isComponent } from './homes.ts'

const target = (file: string, ...parts: string[]) => ({ file, parts })
const X = target('/b', 'components', 'schemas', 'X')

it('a component of another file moves in once, under the first free name', () => {
  const homes = createHomes('/a', { components: { schemas: { X: {}, X2: {} } } }, () => null)
  expect(homes.nextArrival()).toBeUndefined()
  expect([homes.referenceTo(X), homes.referenceTo(X)]).toEqual(['#/components/schemas/X3', '#/components/schemas/X3'])
  expect(homes.isAt(X, ['components', 'schemas', 'X3'])).toBe(true)
  expect(homes.isAt(X, ['components', 'schemas', 'X'])).toBe(false)
  expect(homes.nextArrival()).toEqual({ target: X, home: ['components', 'schemas', 'X3'] })
  expect(homes.nextArrival()).toBeUndefined()
  const other = target('/c', 'components', 'schemas', 'X')
  expect(homes.referenceTo(other)).toBe('#/components/schemas/X4')
  const third = target('/c', 'components', 'schemas', 'Y')
  expect(homes.referenceTo(third)).toBe('#/components/schemas/Y')
  expect([homes.nextArrival()?.target, homes.nextArrival()?.target, homes.nextArrival()]).toEqual([
    other,
    third,
    undefined,
  ])
})

it('a component of the document itself stays where it is', () => {
  const homes = createHomes('/a', {}, () => null)
  expect(homes.referenceTo(target('/a', 'components', 'schemas', 'a/b'))).toBe('#/components/schemas/a~1b')
  expect(homes.nextArrival()).toBeUndefined()
})

it('a component is what is named three deep in components', () => {
  expect(
    [
      X,
      target('/b', 'components', 'schemas'),
      target('/b', 'paths', 'x', 'y'),
      target('/b', 'components', 'a', 'b', 'c'),
    ].map(isComponent),
  ).toEqual([true, false, false, false])
})
