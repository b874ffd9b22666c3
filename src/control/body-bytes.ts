/** Maximum size of a body for the control plane: large enough for a snapshot with thousands of changed rooms. */
export const CONTROL_BODY_BYTES: number = 16 * 1024 * 1024
