/** The ports of what `pushdock mock up` starts for no single provider. Those of a provider are in its `simulate/`; all lie in 4010 to 4019. */
export const mockPorts = { control: 4010, prismInbound: 4019 } as const;
