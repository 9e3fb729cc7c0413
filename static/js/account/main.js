/** Signing in: passkeys and recovery codes. */

if (window.webauthnJSON) await import("./passkeys.js");
await import("./recovery-codes.js");
