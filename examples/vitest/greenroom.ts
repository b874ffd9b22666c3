import { connect, type Greenroom } from 'greenroom/client'
import { inject } from 'vitest'

/** The server of this run. Every test file runs in its own worker, and connects separately. */
export const greenroom: Greenroom = connect(inject('greenroom'))
