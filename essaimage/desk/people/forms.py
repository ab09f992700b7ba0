"""Choosing a name and a password."""

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm, PasswordResetForm
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpRequest

from .models import Invitation

PHRASE = (
    "Douze caractères au moins. Le plus sûr et le plus facile à retenir : une phrase, ou quatre mots "
    "sans rapport, comme « trois chevaux sous la table » (mais pas celle-ci). Les mots de passe "
    "courants et ceux qui ressemblent à votre nom sont refusés."
)
AGAIN = "Le même, pour éviter une faute de frappe."
USERNAME = "Ce que vous écrirez pour entrer : des lettres, des chiffres, et @ . + - _"
ONE_MAIL_EVERY = 300  # seconds, for one account and one process


class AccountForm(BaseUserCreationForm):
    """The account of somebody invited: their name and their rights come from the invitation."""

    class Meta:
        model = User
        fields = ("username",)
        labels = {"username": "Identifiant"}
        help_texts = {"username": USERNAME}

    def __init__(self, *args, invitation: Invitation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # The rule « not like your name » looks at the account: it must bear the name already.
        self.instance.first_name = invitation.first_name
        self.instance.last_name = invitation.last_name
        self.instance.email = invitation.email
        self.fields["password1"].help_text = PHRASE
        self.fields["password2"].help_text = AGAIN

    def clean_username(self) -> str:
        """Refuse a name that differs from another by its capitals alone: people would mix them up."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("Cet identifiant est déjà pris : choisissez-en un autre.")
        return username


class ForgottenForm(PasswordResetForm):
    """An address; what happens next is the same whether an account has it or not."""

    request: HttpRequest

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Celle de votre compte.",
    )

    def get_users(self, email: str) -> list[User]:
        """Return the accounts of the desk with this address, not written to a moment ago."""
        users = [user for user in super().get_users(email) if user.is_staff]
        return [user for user in users if cache.add(f"forgotten-{user.pk}", 1, ONE_MAIL_EVERY)]
