import { createRequire } from 'node:module'
import type * as core from '@stoplight/prism-core'
import type * as http from '@stoplight/prism-http'
import { Fault } from '../fault.ts'

const PACKAGES = ['@stoplight/prism-http', '@stoplight/prism-core'] as const

/** What of Prism is used. */
export interface Prism {
  readonly http: typeof http
  readonly core: typeof core
}

/** Throws a Fault if Prism is not installed. Loads nothing. */
export function checkPrism(resolve: (name: string) => string = createRequire(import.meta.url).resolve): void {
  for (const name of PACKAGES)
    try {
      resolve(name)
    } catch (error) {
      throw new Fault(
        `--also needs the package ${name}, which is not installed`,
        `Install it beside greenroom: npm install --save-dev ${PACKAGES.map((each) => `${each}@5`).join(' ')}`,
        { cause: error },
      )
    }
}

/** Loads Prism: half a second, and seventy megabytes of packages. */
export async function loadPrism(): Promise<Prism> {
  const [ofHttp, ofCore] = await Promise.all([import('@stoplight/prism-http'), import('@stoplight/prism-core')])
  return { http: ofHttp, core: ofCore }
}
