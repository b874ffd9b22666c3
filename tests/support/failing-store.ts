import type { Core } from '../../src/mock/core.ts'

/** Lets the store of a mock fail from now on, as no request makes it. */
export const failStore = ({ store }: Pick<Core, 'store'>): void =>
  void Object.defineProperty(store, 'change', {
    value: () => {
      throw new Error('the store has failed')
    },
  })
