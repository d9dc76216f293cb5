"""The accepted reports of the component periods, and what a draft may adopt from them."""
