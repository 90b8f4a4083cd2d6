/** `1 certificate`, `2 certificates`. */
export const counted = (amount: number, unit: string): string => `${amount} ${unit}${amount === 1 ? '' : 's'}`;
