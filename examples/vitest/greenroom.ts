import { connect, type Greenroom } from 'greenroom/client'
import { inject } from 'vitest'

/** The server of this run. Every test file runs in a worker of its own, and connects by itself. */
export const greenroom: Greenroom = connect(inject('greenroom'))
