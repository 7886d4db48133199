"""Tags that show messages on pages whose rooms do not know this one."""
