import { useState } from 'preact/hooks'
import { faultText } from './live.ts'

/** Something that a control does. */
export interface Action {
  /** Does it; a reason for failing stands beside the control until the next attempt. */
  readonly run: (work: () => Promise<unknown>) => void
  readonly isBusy: boolean
  readonly fault: string
}

export function useAction(): Action {
  const [state, setState] = useState({ isBusy: false, fault: '' })
  const run: Action['run'] = (work) => {
    setState({ isBusy: true, fault: '' })
    work().then(
      () => setState({ isBusy: false, fault: '' }),
      (error: unknown) => setState({ isBusy: false, fault: faultText(error) }),
    )
  }
  return { run, ...state }
}
